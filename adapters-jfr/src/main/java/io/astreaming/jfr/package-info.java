/** Streams as events of the JDK's Flight Recorder and as lines of the JDK's {@link java.lang.System.Logger}. */
@NullMarked
package io.astreaming.jfr;

import org.jspecify.annotations.NullMarked;
