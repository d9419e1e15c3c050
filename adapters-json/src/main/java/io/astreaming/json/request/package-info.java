/**
 * Requests as JSON, written and read. Start at {@link io.astreaming.json.request.RequestWriter}. The package is not
 * exported.
 */
@NullMarked
package io.astreaming.json.request;

import org.jspecify.annotations.NullMarked;
