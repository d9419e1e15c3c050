/**
 * What the commands report of a stream: summary, usage, events. Start at {@link io.astreaming.app.report.Summary}.
 */
@NullMarked
package io.astreaming.app.report;

import org.jspecify.annotations.NullMarked;
