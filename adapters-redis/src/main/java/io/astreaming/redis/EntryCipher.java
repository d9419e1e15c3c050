package io.astreaming.redis;

import java.security.GeneralSecurityException;

/**
 * Encrypts what a log keeps of a stream's content: batches of events, and the seal. A stream's head isn't encrypted; it has
 * no content. All nodes of a deployment need the same cipher, and a cipher may keep in its output which key it used, so that
 * keys can be replaced. Thread-safe.
 */
public interface EntryCipher {
    /**
     * Encrypts an entry.
     *
     * @param plain the entry
     * @param context the stream and the place in it, which {@link #decrypt} is given, too: authenticated, so that nobody can
     *     move an entry to another place or stream
     * @return the encrypted entry
     * @throws GeneralSecurityException if it can't be encrypted: the entry isn't written then
     */
    byte[] encrypt(byte[] plain, byte[] context) throws GeneralSecurityException;

    /**
     * Decrypts an entry.
     *
     * @param encrypted what {@link #encrypt} returned
     * @param context the same as there
     * @return the entry
     * @throws GeneralSecurityException if the entry was changed or moved, or the key isn't known: the stream counts as
     *     damaged then
     */
    byte[] decrypt(byte[] encrypted, byte[] context) throws GeneralSecurityException;

    /**
     * {@return whether entries are compressed before they are encrypted; false by default, since the length of a
     * compressed entry tells something of its content to those who can add text of their own to it}
     */
    default boolean compressesFirst() {
        return false;
    }

    /**
     * Returns a cipher that uses AES in Galois/Counter Mode (NIST SP 800-38D) with a random nonce of 96 bits for each entry.
     *
     * @param key 16, 24 or 32 bytes, known to the deployment alone; copied. Replace it before it has encrypted 2³² entries
     * @return the cipher
     */
    static EntryCipher aesGcm(byte[] key) {
        return new AesGcmCipher(key);
    }
}
