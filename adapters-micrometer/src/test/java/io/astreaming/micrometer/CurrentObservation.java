package io.astreaming.micrometer;

import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.StreamListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;

/** Keeps the observation that is current when an attempt starts. */
record CurrentObservation(ObservationRegistry registry, List<Observation> current) implements StreamListener {
    @Override
    public void attemptStarted(int attempt, AttemptHeaders headers) {
        current.add(registry.getCurrentObservation());
    }
}
