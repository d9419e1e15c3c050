/** The command {@code bench}: sends many requests to an endpoint and reports how fast its streams are. */
@NullMarked
package io.astreaming.app.bench;

import org.jspecify.annotations.NullMarked;
