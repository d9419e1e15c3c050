package io.astreaming.http;

import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.port.KeyHeader;
import io.astreaming.settings.ApiKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A key that a supplier returns whenever it is sent.
 *
 * @param header how the key is sent
 * @param supplier returns the key; it is the user's code, which may return null and throw anything
 */
record SuppliedKey(KeyHeader header, Supplier<ApiKey> supplier) {
    /**
     * Returns the key.
     *
     * @throws ChatException if the supplier returned no key: the one that it threw; for any other exception, one that
     *     names only the exception's class, since its message may contain a secret
     */
    String ask() {
        @Nullable ApiKey key;
        try {
            key = supplier.get();
        } catch (ChatException | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw none("threw " + e.getClass().getName());
        }
        if (key == null) {
            throw none("returned null");
        }
        return key.reveal();
    }

    private static ConnectionException none(String what) {
        return new ConnectionException(
                Phase.REQUEST,
                "there is no key for this request: the supplier given to apiKey(...) " + what
                        + "; it may throw a ChatException to say more, and whether to try again",
                null);
    }

    @Override
    public String toString() {
        return "SuppliedKey[" + header + "]";
    }
}
