/**
 * Tools that a model may call: each a definition for the request and the code that runs it. Start at
 * {@link io.astreaming.tool.Tool}.
 */
@NullMarked
package io.astreaming.tool;

import org.jspecify.annotations.NullMarked;
