/** Architecture rules for services that use Astreaming: start at {@link io.astreaming.rules.ChatUsageRules}. */
@NullMarked
package io.astreaming.rules;

import org.jspecify.annotations.NullMarked;
