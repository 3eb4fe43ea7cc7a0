package org.wakebell.platform.db;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What is the database's fault and not that of what was to be written: whoever asked may ask again later. PostgreSQL's
 * codes are those of its manual's appendix A, SQLite's those of sqlite.org/rescode.html.
 */
public enum Trouble {
    /** It does not answer, or ended the connection. */
    GONE,
    /** It answers and takes nothing: a standby, a primary that was replaced, a file without write permission. */
    READ_ONLY,
    /** Its disk is full, or does not take what is written. */
    FULL,
    /** It did not come to an end in time. */
    SLOW;

    /** Nothing if the failure has another reason. */
    public static Optional<Trouble> in(@Nullable Throwable failure) {
        Throwable e = failure;
        for (int depth = 0; e != null && depth < 20; depth++, e = reason(e)) {
            Trouble found =
                    switch (e) {
                        case SQLiteException sqlite -> sqlite(sqlite.getResultCode());
                        case SQLTransientConnectionException _, CannotCreateTransactionException _ -> deeper(e);
                        case SQLTimeoutException _, QueryTimeoutException _ -> SLOW;
                        case SQLException sql -> postgres(String.valueOf(sql.getSQLState()));
                        default -> null;
                    };
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Where the rollback failed too, why there was one says more. */
    private static @Nullable Throwable reason(Throwable e) {
        return e instanceof TransactionSystemException both && both.getApplicationException() != null
                ? both.getApplicationException()
                : e.getCause();
    }

    /** The pool has no connection to give; why the last one failed is more than that. */
    private static Trouble deeper(Throwable e) {
        return in(e.getCause()).orElse(GONE);
    }

    private static @Nullable Trouble postgres(String state) {
        if (state.equals("25006")) {
            return READ_ONLY;
        }
        if (state.equals("53100") || state.startsWith("58")) {
            return FULL;
        }
        if (state.equals("57014") || state.equals("55P03")) {
            return SLOW;
        }
        // 25P03: we said nothing for too long inside a transaction, and the server ended it.
        boolean ended = state.startsWith("57P") || state.equals("25P03");
        return ended || state.startsWith("08") || state.startsWith("53") ? GONE : null;
    }

    private static @Nullable Trouble sqlite(SQLiteErrorCode code) {
        // The low byte is the class, the rest says which of its kind.
        int primary = code.code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code || primary == SQLiteErrorCode.SQLITE_IOERR.code) {
            return FULL;
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code) {
            return READ_ONLY;
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return SLOW;
        }
        return primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                        || primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                        || primary == SQLiteErrorCode.SQLITE_NOTADB.code
                ? GONE
                : null;
    }
}
