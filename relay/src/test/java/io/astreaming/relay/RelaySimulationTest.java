package io.astreaming.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the relay over a simulated log with crashes, pauses, outages, failovers that lose events, and lost answers. {@code
 * -Dseeds=100000} runs more than the build does; {@code -Dseed=17} runs one and prints what happened; {@code
 * -Dplant=GAP_SKIPPED} plants one fault, and prints which seed found it.
 */
class RelaySimulationTest {
    private static final int SEEDS = Integer.getInteger("seeds", 3_000);
    private static final int SEEDS_FOR_A_PLANT = 20_000;

    @Test
    void losesNothingRepeatsNothingAndAlwaysEnds() {
        Integer one = Integer.getInteger("seed");
        if (one != null) {
            SimulatedWorld world = new SimulatedWorld(one, Plant.NONE, one % 2 == 0);
            List<String> complaints = world.run();
            System.out.println(world.trace() + complaints);
            assertThat(complaints).isEmpty();
            return;
        }
        List<String> complaints = new ArrayList<>();
        for (int seed = 0; seed < SEEDS && complaints.size() < 10; seed++) {
            List<String> found = new SimulatedWorld(seed, Plant.NONE, seed % 2 == 0).run();
            if (!found.isEmpty()) {
                complaints.add("seed " + seed + ": " + found);
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void doesTheSameForTheSameSeed() {
        for (int seed = 0; seed < 50; seed++) {
            SimulatedWorld first = new SimulatedWorld(seed, Plant.NONE, false);
            SimulatedWorld second = new SimulatedWorld(seed, Plant.NONE, false);
            first.run();
            second.run();

            assertThat(first.trace()).isEqualTo(second.trace());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsEachFaultThatIsPlanted(Plant plant) {
        String one = System.getProperty("plant");
        if (one != null && !one.equals(plant.name())) {
            return;
        }
        for (int seed = 0; seed < SEEDS_FOR_A_PLANT; seed++) {
            List<String> complaints = new SimulatedWorld(seed, plant, seed % 2 == 0).run();
            if (!complaints.isEmpty()) {
                if (one != null) {
                    System.out.println(plant + ": seed " + seed + ": " + complaints);
                }
                return;
            }
        }
        assertThat(plant).as("a fault that no run has found").isNull();
    }
}
