package io.astreaming.rules;

import static io.astreaming.rules.ChatUsageRules.STORED_TYPES_ARE_YOUR_OWN;
import static io.astreaming.rules.ChatUsageRules.ownTypesIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.event.ChatEvent;
import jakarta.persistence.Entity;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTypesTest {
    @Entity
    static class StoresEvents {
        long id;
        List<ChatEvent> events;
    }

    @Entity
    static class StoresItsOwnTypes {
        long id;
        String text;
    }

    static class HoldsAnAnswer {
        ChatCompletion completion;
    }

    @Test
    void findsEventsInAnEntity() {
        assertThat(Violations.of(STORED_TYPES_ARE_YOUR_OWN, StoresEvents.class))
                .singleElement()
                .asString()
                .contains("StoresEvents.events", "io.astreaming.event.ChatEvent");
    }

    @Test
    void acceptsEntitiesOfOwnTypesAndWhatIsNotStored() {
        assertThat(Violations.of(STORED_TYPES_ARE_YOUR_OWN, StoresItsOwnTypes.class, HoldsAnAnswer.class))
                .isEmpty();
    }

    @Test
    void findsAnswersInThePackagesThatAreNamed() {
        assertThat(Violations.of(ownTypesIn("..rules.."), HoldsAnAnswer.class)).hasSize(1);
        assertThat(Violations.of(ownTypesIn("..dto.."), HoldsAnAnswer.class)).isEmpty();
        assertThat(Violations.of(ownTypesIn("..rules.."), StoresItsOwnTypes.class))
                .isEmpty();
    }
}
