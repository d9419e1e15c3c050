/**
 * Typed results: the schema of a type, and text read and checked as that type. Start at {@link
 * io.astreaming.json.result.JsonbResultReader}. The package is not exported.
 */
@NullMarked
package io.astreaming.json.result;

import org.jspecify.annotations.NullMarked;
