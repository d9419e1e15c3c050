package io.astreaming.replay.net;

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
 * Distinguishes this machine's names from others without resolving any name: a foreign name may resolve to this machine
 * (DNS rebinding), so that a page of a foreign server could read the responses of a local one. Immutable.
 */
public final class LocalHosts {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

    private final Set<String> more;

    /** Creates the set of this machine's own names and the names that the user allows. */
    public LocalHosts(Collection<String> more) {
        this.more = more.stream().map(LocalHosts::bare).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether a Host header, with or without a port, names this machine. */
    public boolean contains(String host) {
        String name = bare(PORT.matcher(host.strip()).replaceFirst(""));
        return name.equals("localhost")
                || LOOPBACK.matcher(name).matches()
                || isLoopbackOfVersion6(name)
                || more.contains(name);
    }

    /** Returns whether an Origin header names a page of this machine. */
    public boolean containsOrigin(@Nullable String origin) {
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

    /** Brackets contain only an address, which is parsed without resolving a name. */
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
