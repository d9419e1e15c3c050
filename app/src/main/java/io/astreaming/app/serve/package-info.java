/** The {@code serve} command: a server of recorded streams, and a gateway to other protocols. */
@NullMarked
package io.astreaming.app.serve;

import org.jspecify.annotations.NullMarked;
