/** A relay's HTTP as a servlet. Start at {@link io.astreaming.servlet.RelayServlet}. */
@NullMarked
package io.astreaming.servlet;

import org.jspecify.annotations.NullMarked;
