package io.aisletide.workflow.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.api.Fuel;
import io.aisletide.api.Meter;
import io.aisletide.api.OutOfFuel;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Metered classes pass the JVM's verifier, do what they did before, and end when fuel does. */
class MeteringTest {
    /** Loads io.aisletide and HdrHistogram metered; all else, the meter among it, as it is. */
    private static final class MeteredLoader extends ClassLoader {
        private final boolean metered;

        MeteredLoader(boolean metered) {
            super(MeteringTest.class.getClassLoader());
            this.metered = metered;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean ours = (name.startsWith("io.aisletide.") || name.startsWith("org.HdrHistogram."))
                    && !name.startsWith("io.aisletide.api.");
            if (!ours) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                byte[] used = metered ? Metering.meter(new ClassFile(bytes)) : bytes;
                return defineClass(name, used, 0, used.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static final class Tank implements Fuel {
        long left = Long.MAX_VALUE;
        long used;

        @Override
        public void use(int units) {
            used += units;
            left -= units;
            if (left < 0) {
                throw OutOfFuel.instance();
            }
        }

        @Override
        public long left() {
            return left;
        }
    }

    private static List<String> classNames() throws IOException, URISyntaxException {
        List<String> names = new ArrayList<>();
        Path engine = Path.of(FloorGenerator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(engine)) {
            files.map(file -> engine.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.startsWith("io/aisletide/api/"))
                    .forEach(names::add);
        }
        Path hdr = Path.of(Histogram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile jar = new JarFile(hdr.toFile())) {
            jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")).forEach(names::add);
        }
        names.replaceAll(name -> name.substring(0, name.length() - 6).replace('/', '.'));
        names.removeIf(name -> name.endsWith("package-info") || name.equals("module-info"));
        return names;
    }

    @Test
    void shouldMakeClassesThatTheVerifierTakes() throws Exception {
        MeteredLoader loader = new MeteredLoader(true);
        int count = 0;
        for (String name : classNames()) {
            try {
                Class.forName(name, true, loader);
            } catch (VerifyError | ClassFormatError e) {
                throw new AssertionError(name, e);
            } catch (LinkageError notInitialized) {
                assertThat(notInitialized).as(name).isNotInstanceOf(ClassFormatError.class);
            }
            count++;
        }
        assertThat(count).as("classes").isGreaterThan(200);
    }

    private static byte[] generated(MeteredLoader loader) throws ReflectiveOperationException {
        Class<?> plan = Class.forName(FloorPlan.class.getName(), true, loader);
        Object sized = plan.getMethod("sized", int.class, int.class).invoke(null, 100, 80);
        Object floor = Class.forName(FloorGenerator.class.getName(), true, loader)
                .getMethod("generate", plan)
                .invoke(null, sized);
        byte[] kinds = new byte[100 * 80];
        for (int i = 0; i < kinds.length; i++) {
            int cell = (int) floor.getClass().getMethod("cell", int.class, int.class).invoke(floor, i % 100, i / 100);
            kinds[i] = (byte) (int) floor.getClass().getMethod("kindOrdinal", int.class).invoke(floor, cell);
        }
        return kinds;
    }

    @Test
    void shouldDoTheSameAsBeforeAndCountIt() throws Exception {
        Tank tank = new Tank();
        Meter.burnFrom(tank);
        byte[] metered;
        try {
            metered = generated(new MeteredLoader(true));
        } finally {
            Meter.burnFrom(null);
        }
        assertThat(metered).isEqualTo(generated(new MeteredLoader(false)));
        assertThat(tank.used).as("one unit a cell and more").isGreaterThan(100L * 80);
    }

    @Test
    void shouldEndWhereFuelEnds() throws Exception {
        Tank tank = new Tank();
        tank.left = 500;
        Meter.burnFrom(tank);
        try {
            assertThatThrownBy(() -> generated(new MeteredLoader(true)))
                    .isInstanceOf(InvocationTargetException.class)
                    .hasRootCauseInstanceOf(OutOfFuel.class);
        } finally {
            Meter.burnFrom(null);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithBytesThatAreNoClass() throws Exception {
        byte[] good;
        try (InputStream in = getClass().getResourceAsStream("MeteringTest.class")) {
            good = in.readAllBytes();
        }
        assertThatThrownBy(() -> new ClassFile(new byte[] {1, 2, 3, 4, 5})).hasMessageContaining("class file");
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = i % 2 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Metering.meter(new ClassFile(bytes));
            } catch (IllegalArgumentException e) {
                refused++;
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
        assertThat(refused).as("a class that is cut off, or has one bit wrong in its outline").isGreaterThan(1000);
    }
}
