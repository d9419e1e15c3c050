package io.astreaming.benchmarks.harness;

/**
 * Something that the run must show.
 *
 * @param area which experiment
 * @param what is measured
 * @param required the bound, in words
 * @param measured what came of it
 * @param met whether it is within the bound; null if it couldn't be measured
 */
record Requirement(String area, String what, String required, String measured, Boolean met) {
    static Requirement atMost(String area, String what, double bound, String unit, double value) {
        return new Requirement(
                area, what, "at most " + Spread.round(bound) + unit, Spread.round(value) + unit, value <= bound);
    }

    static Requirement atLeast(String area, String what, double bound, String unit, double value) {
        return new Requirement(
                area, what, "at least " + Spread.round(bound) + unit, Spread.round(value) + unit, value >= bound);
    }

    static Requirement below(String area, String what, double bound, String unit, double value) {
        return new Requirement(
                area, what, "below " + Spread.round(bound) + unit, Spread.round(value) + unit, value < bound);
    }

    String verdict() {
        return met == null ? "not measured" : met ? "met" : "**not met**";
    }
}
