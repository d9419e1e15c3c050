package io.astreaming.port;

/** Where there are no secrets. */
enum NoSecrets implements Redactor {
    INSTANCE
}
