package io.astreaming.request;

import org.jspecify.annotations.Nullable;

/**
 * Lets the model search the web.
 *
 * @param searchContextSize how much of what is found to read: {@code low}, {@code medium}, {@code high}; the provider's
 *     default if absent
 * @param userLocation about where the person is; not told if absent
 */
public record WebSearchOptions(
        @Nullable String searchContextSize, @Nullable Location userLocation) {
    /** Refuses a blank. */
    public WebSearchOptions {
        Preconditions.requireNullOrNotBlank("the size of the search context", searchContextSize);
    }

    /**
     * About where somebody is; each member may be absent.
     *
     * @param city the city
     * @param region the region
     * @param country the country, two letters of ISO 3166-1
     * @param timezone the IANA time zone, such as {@code Europe/Lisbon}
     */
    public record Location(
            @Nullable String city,
            @Nullable String region,
            @Nullable String country,
            @Nullable String timezone) {
        /** Never tells where. */
        @Override
        public String toString() {
            return "Location";
        }
    }
}
