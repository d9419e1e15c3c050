/**
 * Files of the user: inputs, and files that only their owner may read.
 */
@NullMarked
package io.astreaming.app.file;

import org.jspecify.annotations.NullMarked;
