package io.astreaming.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.testing.DocumentedNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.Test;

/** The page on observability names exactly the fields of the events. */
class ObservabilityPageTest {
    @Test
    void hasAllFieldsOfAllEvents() throws Exception {
        for (Class<? extends Event> event : List.of(StreamEvent.class, AttemptEvent.class, StallEvent.class)) {
            EventType type = EventType.getEventType(event);
            Set<String> fields = new TreeSet<>();
            type.getFields().stream().map(ValueDescriptor::getName).forEach(fields::add);
            fields.removeAll(Set.of("startTime", "duration", "eventThread", "stackTrace"));
            assertThat(DocumentedNames.fields(type.getName()))
                    .as(type.getName())
                    .isEqualTo(fields);
        }
    }
}
