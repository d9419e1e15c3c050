package io.astreaming.testing;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public and protected types and members of a module's exported packages, a line each, in a fixed order. */
public final class ApiText {
    private final Path classes;
    private final List<String> packages;
    private final List<String> lines = new ArrayList<>();

    private ApiText(Path classes, List<String> packages) {
        this.classes = classes;
        this.packages = packages;
    }

    /**
     * Compares the API of the module that a class is in with what was accepted. A module without a descriptor is the
     * package of the class.
     */
    public static void compareWithGolden(Class<?> entry)
            throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(
                entry.getProtectionDomain().getCodeSource().getLocation().toURI());
        String name = entry.getPackageName();
        List<String> packages = List.of(name);
        for (ModuleReference module : ModuleFinder.of(classes).findAll()) {
            name = module.descriptor().name();
            packages = exported(module.descriptor());
        }
        Golden.compare("api/" + name + ".txt", new ApiText(classes, packages).lines());
    }

    private static List<String> exported(ModuleDescriptor module) {
        return module.exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .sorted()
                .toList();
    }

    private List<String> lines() throws IOException, ClassNotFoundException {
        if (Files.isDirectory(classes)) {
            for (String name : packages) {
                add(name, classes);
            }
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                for (String name : packages) {
                    add(name, jar.getPath("/"));
                }
            }
        }
        return lines;
    }

    private void add(String packageName, Path root) throws IOException, ClassNotFoundException {
        lines.add("package " + packageName);
        List<String> names;
        try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
        for (String name : names) {
            Class<?> type =
                    Class.forName(packageName + "." + name, false, getClass().getClassLoader());
            if (isPublished(type)) {
                add(type);
            }
        }
    }

    private static boolean isPublished(Class<?> type) {
        boolean visible = isVisible(type.getModifiers());
        return visible && (type.getEnclosingClass() == null || isPublished(type.getEnclosingClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private void add(Class<?> type) {
        lines.add("  " + header(type));
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isShown(field)) {
                members.add(modifiers(field) + shown(field.getAnnotatedType()) + " " + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isShown(constructor) && !isImplied(constructor)) {
                members.add(modifiers(constructor) + "new" + signature(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isShown(method) && !method.isBridge() && !isImplied(method)) {
                members.add(modifiers(method) + variables(method.getTypeParameters())
                        + shown(method.getAnnotatedReturnType()) + " " + method.getName() + signature(method));
            }
        }
        members.stream()
                .sorted(Comparator.naturalOrder())
                .map(member -> "    " + member)
                .forEach(lines::add);
    }

    /** The components of a record stand in its header; every object has the other three. */
    private static boolean isImplied(Executable member) {
        if (member instanceof Method && Set.of("equals", "hashCode", "toString").contains(member.getName())) {
            return true;
        }
        RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
        if (components == null) {
            return false;
        }
        return member instanceof Method
                ? member.getParameterCount() == 0
                        && Arrays.stream(components)
                                .anyMatch(component -> component.getName().equals(member.getName()))
                : Arrays.equals(
                        member.getParameterTypes(),
                        Arrays.stream(components).map(RecordComponent::getType).toArray());
    }

    private static boolean isShown(Member member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static String header(Class<?> type) {
        StringBuilder text = new StringBuilder();
        int modifiers = type.getModifiers() & ~(Modifier.INTERFACE | Modifier.STRICT);
        if (type.isInterface() || type.isEnum() || type.isRecord()) {
            modifiers &= ~(Modifier.ABSTRACT | Modifier.FINAL | Modifier.STATIC);
        }
        text.append(Modifier.toString(modifiers)).append(' ');
        if (type.isSealed()) {
            text.append("sealed ");
        }
        text.append(kind(type))
                .append(' ')
                .append(type.getName().substring(type.getPackageName().length() + 1));
        text.append(variables(type.getTypeParameters()).stripTrailing());
        if (type.isRecord()) {
            text.append(Arrays.stream(type.getRecordComponents())
                    .map(component -> shown(component.getAnnotatedType()) + " " + component.getName())
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        if (type.getSuperclass() != null
                && type.getSuperclass() != Object.class
                && !type.isRecord()
                && !type.isEnum()) {
            text.append(" extends ").append(shown(type.getAnnotatedSuperclass()));
        }
        for (AnnotatedType implemented : type.getAnnotatedInterfaces()) {
            text.append(type.isInterface() ? " extends " : " implements ").append(shown(implemented));
        }
        return text.toString();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String modifiers(Member member) {
        int modifiers =
                member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT);
        String text = Modifier.toString(modifiers);
        boolean isDefault = member instanceof Method method && method.isDefault();
        return (isDefault ? text + " default" : text) + " ";
    }

    private static String signature(Executable executable) {
        String parameters = Arrays.stream(executable.getParameters())
                .map(Parameter::getAnnotatedType)
                .map(ApiText::shown)
                .collect(Collectors.joining(", ", "(", ")"));
        return executable.getExceptionTypes().length == 0
                ? parameters
                : parameters
                        + Arrays.stream(executable.getAnnotatedExceptionTypes())
                                .map(ApiText::shown)
                                .collect(Collectors.joining(", ", " throws ", ""));
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName()
                                + Arrays.stream(variable.getAnnotatedBounds())
                                        .map(ApiText::shown)
                                        .filter(bound -> !bound.equals("Object"))
                                        .collect(Collectors.joining(" & ", " extends ", ""))
                                        .replaceAll(" extends $", ""))
                        .collect(Collectors.joining(", ", "<", "> "));
    }

    /** With its nullness, without the packages that everybody knows. */
    private static String shown(AnnotatedType type) {
        return type.toString()
                .replace("@org.jspecify.annotations.Nullable()", "@Nullable")
                .replaceAll(
                        "\\b(java\\.(lang|util|time|nio)(\\.(function|concurrent))?|io\\.astreaming\\.\\w+)\\.(?=[A-Z@])",
                        "");
    }
}
