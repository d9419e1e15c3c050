/**
 * Error responses of providers. Start at {@link io.astreaming.json.error.ErrorResponseReader}. The package is not
 * exported.
 */
@NullMarked
package io.astreaming.json.error;

import org.jspecify.annotations.NullMarked;
