package io.astreaming.replay;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells names of this machine from others, without asking anybody for an address: a foreign name may lead to this
 * machine today (DNS rebinding), so that a page of a foreign server could read what a local one says. Immutable.
 */
final class LocalHosts {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

    private final Set<String> more;

    /** This machine's own names, and some more that the user allows. */
    LocalHosts(Collection<String> more) {
        this.more = more.stream().map(LocalHosts::bare).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a Host header, with a port or without, names this machine. */
    boolean contains(String host) {
        String name = bare(PORT.matcher(host.strip()).replaceFirst(""));
        return name.equals("localhost")
                || LOOPBACK.matcher(name).matches()
                || isLoopbackOfVersion6(name)
                || more.contains(name);
    }

    /** Whether an Origin header names a page of this machine. */
    boolean containsOrigin(@Nullable String origin) {
        try {
            URI uri = new URI(origin == null ? "" : origin);
            return uri.getHost() != null && contains(uri.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** In brackets there can be nothing but an address, which nobody is asked for. */
    private static boolean isLoopbackOfVersion6(String name) {
        if (!name.matches("\\[[0-9a-f:.]{2,45}]")) {
            return false;
        }
        try {
            return InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
