/**
 * Streams as events of the JDK's Flight Recorder and as lines of the JDK's {@link System.Logger}.
 *
 * <p>Start at {@link io.astreaming.jfr.FlightRecording} and {@link io.astreaming.jfr.StreamLog}.
 */
module io.astreaming.adapters.jfr {
    requires transitive io.astreaming.observation;
    requires jdk.jfr;
    requires static org.jspecify;

    exports io.astreaming.jfr;
}
