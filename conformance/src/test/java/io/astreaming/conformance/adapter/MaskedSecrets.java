package io.astreaming.conformance.adapter;

import io.astreaming.port.Redactor;
import java.util.Comparator;
import java.util.List;

/** Masks texts wherever they stand, the longest first, since one may contain another. */
record MaskedSecrets(List<String> secrets) implements Redactor {
    MaskedSecrets {
        secrets = secrets.stream()
                .filter(secret -> !secret.isBlank())
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    @Override
    public String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "***");
        }
        return redacted;
    }

    @Override
    public int secretPrefixLength(String text) {
        int longest = 0;
        for (String secret : secrets) {
            int length = Math.min(secret.length() - 1, text.length());
            while (!text.endsWith(secret.substring(0, length))) {
                length--;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }

    @Override
    public String toString() {
        return "MaskedSecrets[" + secrets.size() + "]";
    }
}
