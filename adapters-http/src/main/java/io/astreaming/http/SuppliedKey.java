package io.astreaming.http;

import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.port.KeyHeader;
import io.astreaming.settings.ApiKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A key that is asked for whenever it is sent.
 *
 * @param header how it is sent
 * @param supplier gives it; a user's code, which may return null and throw anything
 */
record SuppliedKey(KeyHeader header, Supplier<ApiKey> supplier) {
    /**
     * Asks for the key.
     *
     * @throws ChatException if there is none: as it was thrown; or else one that names the class that was thrown and nothing more,
     *     since its message may hold a secret
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
                        + "; have it throw a ChatException to say more, or whether to ask again",
                null);
    }

    @Override
    public String toString() {
        return "SuppliedKey[" + header + "]";
    }
}
