package org.wakebell.bench.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.wakebell.sim.program.Child;

/** Looks into the JVM of a packaged program from outside, as {@code jcmd} does; the program has no such door of its own. */
public final class Gauge implements AutoCloseable {

    private final Child child;
    private final JMXConnector line;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;
    private final UnixOperatingSystemMXBean system;

    private Gauge(Child child, JMXConnector line) throws IOException {
        this.child = child;
        this.line = line;
        var there = line.getMBeanServerConnection();
        this.memory = ManagementFactory.getPlatformMXBean(there, MemoryMXBean.class);
        this.threads = ManagementFactory.getPlatformMXBean(there, ThreadMXBean.class);
        this.system = ManagementFactory.getPlatformMXBean(there, UnixOperatingSystemMXBean.class);
    }

    public static Gauge on(Child child) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(child.pid()));
            try {
                return new Gauge(child, JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** Bytes that are in use right after a full collection. */
    public long heapAfterGc() {
        // The second one takes what the first one's finalizers and cleaners let go of.
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Class data, compiled code and the like, in bytes. */
    public long besideHeap() {
        return memory.getNonHeapMemoryUsage().getUsed();
    }

    /** Platform threads, among them those that carry virtual ones. */
    public int threads() {
        return threads.getThreadCount();
    }

    /** Files and sockets. */
    public long handles() {
        return system.getOpenFileDescriptorCount();
    }

    public long residentBytes() {
        return child.residentBytes();
    }

    /** The largest of what something measures, once a second, until it is closed. */
    public static final class Most implements AutoCloseable {
        private final Thread watcher;
        private volatile long most;
        private volatile boolean on = true;

        public Most(LongSupplier what) {
            this.watcher = Thread.ofVirtual().start(() -> {
                while (on) {
                    most = Math.max(most, what.getAsLong());
                    try {
                        Thread.sleep(1_000);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
        }

        public long most() {
            return most;
        }

        @Override
        public void close() {
            on = false;
            watcher.interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
