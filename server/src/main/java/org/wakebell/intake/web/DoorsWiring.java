package org.wakebell.intake.web;

import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.wakebell.intake.Door;
import org.wakebell.intake.Intake;
import org.wakebell.intake.alert.PagerDutyDoor;
import org.wakebell.intake.alert.PrometheusDoor;
import org.wakebell.intake.log.LinesDoor;
import org.wakebell.intake.log.OtlpDoor;
import org.wakebell.platform.db.Ids;

/**
 * The doors stand before every filter of the shell: no session, no cookie, no security chain of the screens, no
 * handler mapping. A sender brings a key, and that is all that is asked.
 */
@Configuration(proxyBeanMethods = false)
class DoorsWiring {

    @Bean
    FilterRegistrationBean<Filter> otlpDoor(Intake intake) {
        return before(new OtlpDoor(intake));
    }

    @Bean
    FilterRegistrationBean<Filter> linesDoor(Intake intake) {
        return before(new LinesDoor(intake));
    }

    @Bean
    FilterRegistrationBean<Filter> prometheusDoor(Intake intake) {
        return before(new PrometheusDoor(intake));
    }

    @Bean
    FilterRegistrationBean<Filter> pagerDutyDoor(Intake intake, Ids ids) {
        return before(new PagerDutyDoor(intake, ids));
    }

    private static FilterRegistrationBean<Filter> before(Door door) {
        FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>((request, response, chain) -> door.service(request, response));
        bean.setName(door.getClass().getSimpleName());
        bean.setUrlPatterns(door.paths());
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return bean;
    }
}
