package org.wakebell;

import org.apache.coyote.ContinueResponseTiming;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.MultipleOpenApiSupportConfiguration;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.wakebell.platform.duty.Loops;
import org.wakebell.platform.vital.Timekeeper;
import org.wakebell.platform.web.Relay;
import org.wakebell.platform.web.Words;

/**
 * Spring around the house. It names every piece of Boot that is wanted, so nothing else wakes up; it starts the loops
 * last and stops them first. What controllers are given stands in {@link Doors}.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = "org.wakebell",
        // Two rooms may both call a thing by its plain name.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org\\.wakebell\\.jte\\..*"))
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ConfigurationPropertiesAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocWebMvcConfiguration.class,
    MultipleOpenApiSupportConfiguration.class,
})
public class Shell {

    @Bean
    Floor floor(Settings settings) {
        return new Floor(settings);
    }

    @Bean
    House house(Floor floor, Words words) {
        House house = new House(floor.ground(), floor.wires(words));
        if (floor.embedded()) {
            house.duties().forgetClaimsOfTheDead();
        }
        return house;
    }

    /** After everything else is up; gone before the web server has drained, so that nothing new is begun. */
    @Bean
    SmartLifecycle running(House house, Relay relay) {
        return new SmartLifecycle() {
            private Loops loops = new Loops();
            private volatile boolean running;

            @Override
            public void start() {
                loops = new Loops();
                Timekeeper timekeeper = new Timekeeper(house.tx(), house.time());
                timekeeper.begin();
                loops.start(timekeeper);
                relay.loops().forEach(loops::start);
                house.loops().forEach(loops::start);
                loops.start(new Checkpoint(house.ground().db()));
                running = true;
            }

            @Override
            public void stop() {
                // Whoever waits on a line does not hear the interruption.
                relay.close();
                loops.close();
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return Integer.MAX_VALUE;
            }
        };
    }

    /** A sender that asks first hears "too large" or "come again" before it has sent anything. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> askedFirst() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setProperty("continueResponseTiming", ContinueResponseTiming.ON_REQUEST_BODY_READ.toString()));
    }
}
