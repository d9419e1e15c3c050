package io.astreaming.archunit;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/** The rooms of the house, each with those it may know. */
final class Rooms {
    private LayeredArchitecture rooms = layeredArchitecture().consideringOnlyDependenciesInLayers();

    Rooms room(String name, String... known) {
        rooms = rooms.layer(name).definedBy("io.astreaming." + name + "..");
        LayeredArchitecture.LayerDependencySpecification room = rooms.whereLayer(name);
        rooms = known.length == 0 ? room.mayNotAccessAnyLayer() : room.mayOnlyAccessLayers(known);
        return this;
    }

    ArchRule rule() {
        return rooms;
    }
}
