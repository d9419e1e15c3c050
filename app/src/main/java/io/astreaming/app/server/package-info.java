/** The HTTP server of the commands that answer clients with live streams. */
@NullMarked
package io.astreaming.app.server;

import org.jspecify.annotations.NullMarked;
