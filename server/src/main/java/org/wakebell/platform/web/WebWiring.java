package org.wakebell.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.wakebell.platform.clock.Clock;

/** What Spring must know of the frame. */
@Configuration(proxyBeanMethods = false)
class WebWiring {

    @Bean
    Words words() {
        return new Words();
    }

    @Bean
    Files files() {
        return new Files();
    }

    @Bean
    Pages pages(Clock clock, Words words, Files files, Readers readers, Origin origin, ObjectProvider<Entry> entries, Colours colours) {
        return new Pages(clock, words, files, readers, origin, entries.stream().toList(), colours);
    }

    @Bean
    WebMvcConfigurer frame(Files files, ObjectProvider<Pages> pages) {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/static/**")
                        .addResourceLocations(files.folders().toArray(org.springframework.core.io.Resource[]::new))
                        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new PageArgument(pages));
            }
        };
    }

    private record PageArgument(ObjectProvider<Pages> pages) implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Page.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
            if (servlet == null) {
                throw new IllegalStateException("a page is shown to a request");
            }
            return pages.getObject().of(servlet);
        }
    }
}
