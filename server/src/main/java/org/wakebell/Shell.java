package org.wakebell;

import java.util.ArrayList;
import java.util.List;
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
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.Bells;
import org.wakebell.bells.Lines;
import org.wakebell.bells.agent.Agents;
import org.wakebell.bells.agent.Doorbell;
import org.wakebell.bells.bedside.Bedside;
import org.wakebell.incident.Confirming;
import org.wakebell.incident.Incidents;
import org.wakebell.incident.hook.Hooks;
import org.wakebell.intake.Intake;
import org.wakebell.intake.Sources;
import org.wakebell.oncall.Fairness;
import org.wakebell.oncall.Feeds;
import org.wakebell.oncall.Lookout;
import org.wakebell.oncall.OnCall;
import org.wakebell.oncall.Planning;
import org.wakebell.oncall.Swaps;
import org.wakebell.oncall.Temporaries;
import org.wakebell.oncall.Walls;
import org.wakebell.oncall.subscribe.Subscriptions;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policies;
import org.wakebell.people.Absences;
import org.wakebell.people.Audit;
import org.wakebell.people.Clocks;
import org.wakebell.people.People;
import org.wakebell.people.Register;
import org.wakebell.people.Rights;
import org.wakebell.people.access.AccessRoom;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.db.Db;
import org.wakebell.platform.db.Ids;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Duties;
import org.wakebell.platform.duty.Loops;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.vital.Checks;
import org.wakebell.platform.vital.GroundChecks;
import org.wakebell.platform.vital.NodesCheck;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.vital.Timekeeper;
import org.wakebell.platform.vital.Versions;
import org.wakebell.platform.web.Colours;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Relay;
import org.wakebell.platform.web.Words;
import org.wakebell.review.Review;
import org.wakebell.tonight.Notices;
import org.wakebell.tonight.Tonight;
import org.wakebell.triage.Triage;

/**
 * Spring around the house. It names every piece of Boot that is wanted, so nothing else wakes up; it shows the rooms'
 * doors to controllers; it starts the loops last and stops them first.
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
                Timekeeper timekeeper = new Timekeeper(house.clock(), house.tx(), house.time());
                // Before anything is claimed by it.
                timekeeper.step();
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

    // The ground, for controllers.

    @Bean
    Origin origin(Settings settings) {
        return new Origin(settings.server().url());
    }

    @Bean
    Clock clock(House house) {
        return house.clock();
    }

    @Bean
    Tx tx(House house) {
        return house.tx();
    }

    @Bean(destroyMethod = "")
    Db db(House house) {
        return house.ground().db();
    }

    @Bean
    Ids ids(House house) {
        return house.ids();
    }

    @Bean
    Duties duties(House house) {
        return house.duties();
    }

    @Bean
    Pokes pokes(House house) {
        return house.pokes();
    }

    @Bean(destroyMethod = "")
    Relay relay(House house) {
        return new Relay(house.ground().db(), house.pokes(), house.ground().sleeper());
    }

    @Bean
    Sealer sealer(House house) {
        return house.sealer();
    }

    @Bean
    Checks checks(House house, Settings settings, Relay relay) {
        List<Check> all = new ArrayList<>(GroundChecks.of(house.clock(), house.time(), house.tx(), house.duties(), settings.data().toAbsolutePath()));
        all.add(new NodesCheck(relay::hears));
        all.addAll(house.checks());
        return new Checks(all);
    }

    @Bean
    Versions versions(House house) {
        return Versions.of(house.ground().db().version());
    }

    // The doors of the rooms.

    @Bean
    People people(House house) {
        return house.people().people();
    }

    @Bean
    Absences absences(House house) {
        return house.people().absences();
    }

    @Bean
    Colours colours(House house) {
        return house.people().people()::colour;
    }

    @Bean
    Register register(House house) {
        return house.people().register();
    }

    @Bean
    Audit audit(House house) {
        return house.people().audit();
    }

    @Bean
    Clocks clocks(House house) {
        return house.people().clocks();
    }

    @Bean
    Rights rights(House house) {
        return house.people().rights();
    }

    @Bean
    OnCall onCall(House house) {
        return house.onCall().onCall();
    }

    @Bean
    Lookout lookout(House house) {
        return house.onCall().lookout();
    }

    @Bean
    Planning planning(House house) {
        return house.onCall().planning();
    }

    @Bean
    Temporaries temporaries(House house) {
        return house.onCall().temporaries();
    }

    @Bean
    Walls walls(House house) {
        return house.onCall().walls();
    }

    @Bean
    Feeds feeds(House house) {
        return house.onCall().feeds();
    }

    @Bean
    Fairness fairness(House house) {
        return house.onCall().fairness();
    }

    @Bean
    Swaps swaps(House house) {
        return house.onCall().swaps();
    }

    @Bean
    Subscriptions subscriptions(House house) {
        return house.subscribed().subscriptions();
    }

    @Bean
    Bells bells(House house) {
        return house.bells().bells();
    }

    @Bean
    BellSetup bellSetup(House house) {
        return house.bells().setup();
    }

    @Bean
    Agents agents(House house) {
        return house.agents().agents();
    }

    @Bean
    Bedside bedside(House house) {
        return house.bedside().bedside();
    }

    @Bean
    Doorbell doorbell(House house) {
        return house.agents().doorbell();
    }

    @Bean
    Lines lines(House house) {
        return house.bells().lines();
    }

    @Bean
    Paging paging(House house) {
        return house.paging().paging();
    }

    @Bean
    Policies policies(House house) {
        return house.paging().policies();
    }

    @Bean
    org.wakebell.incident.Suspensions suspensions(House house) {
        return house.incident().suspensions();
    }

    @Bean
    Confirming confirming(House house) {
        return house.incident().confirming();
    }

    @Bean
    org.wakebell.paging.Rules bellRules(House house) {
        return house.paging().rules();
    }

    @Bean
    org.wakebell.paging.Links answerLinks(House house) {
        return house.paging().links();
    }

    @Bean
    Incidents incidents(House house) {
        return house.incident().incidents();
    }

    @Bean
    Triage triage(House house) {
        return house.triage().triage();
    }

    @Bean
    Intake intake(House house) {
        return house.intake().intake();
    }

    @Bean
    Sources sources(House house) {
        return house.intake().sources();
    }

    @Bean
    Notices notices(House house) {
        return house.tonight().notices();
    }

    @Bean
    Hooks hooks(House house) {
        return house.incident().hooks();
    }

    @Bean
    Review review(House house) {
        return house.review();
    }

    @Bean
    Stages stages(House house) {
        return house.stages();
    }

    @Bean
    Tonight tonight(House house) {
        return house.tonight().tonight();
    }

    /** The ways in; what controllers need of it is taken apart in its own wiring. */
    @Bean
    AccessRoom accessRoom(House house) {
        return house.access();
    }
}
