package org.wakebell.bells.agent;

/** The socket under a line. */
interface Wire {

    /** One text frame; in order; bounded time. A broken socket is noticed by its closing and not here. */
    void send(String text);

    void close(String why);

    /** Where it comes from. */
    String address();
}
