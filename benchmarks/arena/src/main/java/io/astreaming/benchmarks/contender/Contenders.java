package io.astreaming.benchmarks.contender;

/** Makes contenders by the names of their classes, so that a process loads no other. */
public final class Contenders {
    private Contenders() {}

    /**
     * Makes a decoder.
     *
     * @param className its class
     * @return a new one
     */
    public static Decoder decoder(String className) {
        try {
            return (Decoder) Class.forName(className).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(className + " is no decoder", e);
        }
    }

    /**
     * Makes a client.
     *
     * @param className its class
     * @param baseUrl where the server is
     * @return a new one
     */
    public static Client client(String className, String baseUrl) {
        try {
            return (Client)
                    Class.forName(className).getConstructor(String.class).newInstance(baseUrl);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(className + " is no client", e);
        }
    }
}
