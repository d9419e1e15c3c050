/**
 * JSON as text: verbatim pieces, formatting, splitting, and JSON that is still growing. Start at {@link
 * io.astreaming.jsontext.JsonText} and {@link io.astreaming.jsontext.PartialJson}.
 */
@NullMarked
package io.astreaming.jsontext;

import org.jspecify.annotations.NullMarked;
