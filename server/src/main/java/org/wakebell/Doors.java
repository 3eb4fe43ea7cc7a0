package org.wakebell;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wakebell.bells.BellSetup;
import org.wakebell.bells.Bells;
import org.wakebell.bells.Lines;
import org.wakebell.bells.agent.Agents;
import org.wakebell.bells.agent.Doorbell;
import org.wakebell.bells.bedside.Bedside;
import org.wakebell.incident.Confirming;
import org.wakebell.incident.Incidents;
import org.wakebell.incident.Suspensions;
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
import org.wakebell.paging.Links;
import org.wakebell.paging.Paging;
import org.wakebell.paging.Policies;
import org.wakebell.paging.Rules;
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
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.vital.Check;
import org.wakebell.platform.vital.Checks;
import org.wakebell.platform.vital.GroundChecks;
import org.wakebell.platform.vital.NodesCheck;
import org.wakebell.platform.vital.Stages;
import org.wakebell.platform.vital.Versions;
import org.wakebell.platform.web.Colours;
import org.wakebell.platform.web.Origin;
import org.wakebell.platform.web.Pokes;
import org.wakebell.platform.web.Relay;
import org.wakebell.review.Review;
import org.wakebell.tonight.Notices;
import org.wakebell.tonight.Tonight;
import org.wakebell.triage.Triage;

/** The ground and the doors of the rooms, for controllers. */
@Configuration(proxyBeanMethods = false)
class Doors {

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
        List<Check> all = new ArrayList<>(GroundChecks.of(house.time(), house.tx(), house.duties(), settings.data().toAbsolutePath()));
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
    Suspensions suspensions(House house) {
        return house.incident().suspensions();
    }

    @Bean
    Confirming confirming(House house) {
        return house.incident().confirming();
    }

    @Bean
    Rules bellRules(House house) {
        return house.paging().rules();
    }

    @Bean
    Links answerLinks(House house) {
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
