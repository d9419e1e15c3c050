/** The live page of the inspector: a server for this machine that shows streams while they arrive. */
@NullMarked
package io.astreaming.app.live;

import org.jspecify.annotations.NullMarked;
