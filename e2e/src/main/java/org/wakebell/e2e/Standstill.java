package org.wakebell.e2e;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Goes into a running packaged server as a Java agent, from outside: from then on whoever reaches one named step says so
 * and stands still for ever, so that the process can be killed exactly there. The program itself has no such switch. The
 * argument is {@code class#method#where}.
 */
public final class Standstill {

    static final String REACHED = "standstill: the step was reached";

    private static final AtomicBoolean ONCE = new AtomicBoolean();

    public static void agentmain(String argument, Instrumentation program) throws UnmodifiableClassException {
        String[] words = argument.split("#", 3);
        program.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte @Nullable [] transform(
                            @Nullable ClassLoader loader, String name, @Nullable Class<?> known, ProtectionDomain domain, byte[] bytes) {
                        return words[0].equals(name) ? changed(bytes, words[1], words[2]) : null;
                    }
                },
                true);
        // What is not loaded yet is changed when it is.
        for (Class<?> known : program.getAllLoadedClasses()) {
            if (known.getName().equals(words[0].replace('/', '.'))) {
                program.retransformClasses(known);
            }
        }
    }

    private static byte[] changed(byte[] bytes, String method, String where) {
        ClassFile file = ClassFile.of();
        return file.transformClass(
                file.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        model -> model.methodName().equalsString(method), CodeTransform.ofStateful(() -> new Stop(where))));
    }

    /** Called by the changed method. */
    public static void here() {
        if (!ONCE.compareAndSet(false, true)) {
            return;
        }
        System.out.println(REACHED);
        while (true) {
            LockSupport.park();
        }
    }

    /** At the start of a method, before each of its ends, or after its transaction. */
    private record Stop(String where) implements CodeTransform {
        private static final ClassDesc HERE = ClassDesc.of("org.wakebell.e2e.Standstill");

        @Override
        public void atStart(CodeBuilder code) {
            if (where.equals("START")) {
                stop(code);
            }
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (where.equals("END") && element instanceof ReturnInstruction) {
                stop(code);
            }
            code.with(element);
            boolean committed = element instanceof InvokeInstruction call
                    && call.name().equalsString("write")
                    && call.owner().asInternalName().endsWith("/Tx");
            if (where.equals("COMMITTED") && committed) {
                stop(code);
            }
        }

        private static void stop(CodeBuilder code) {
            code.invokestatic(HERE, "here", MethodTypeDesc.ofDescriptor("()V"));
        }
    }

    private Standstill() {}
}
