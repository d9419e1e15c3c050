package io.astreaming.request;

import org.jspecify.annotations.Nullable;

/**
 * Lets the model search the web.
 *
 * @param searchContextSize how much of the search results to read: {@code low}, {@code medium}, {@code high}; null for
 *     the provider's default
 * @param userLocation the user's approximate location; null to leave it out
 */
public record WebSearchOptions(
        @Nullable String searchContextSize, @Nullable Location userLocation) {
    /** Rejects a blank size. */
    public WebSearchOptions {
        Preconditions.requireNullOrNotBlank("the size of the search context", searchContextSize);
    }

    /**
     * An approximate location; each member may be null.
     *
     * @param city the city
     * @param region the region
     * @param country the country, as two letters of ISO 3166-1
     * @param timezone the IANA time zone, such as {@code Europe/Lisbon}
     */
    public record Location(
            @Nullable String city,
            @Nullable String region,
            @Nullable String country,
            @Nullable String timezone) {
        /** Never shows the location. */
        @Override
        public String toString() {
            return "Location";
        }
    }
}
