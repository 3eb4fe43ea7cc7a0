package org.wakebell.paging.web;

import org.wakebell.paging.Paging;
import org.wakebell.paging.Subject;

/** A page that someone is up for. Public for the template. */
public record Up(Paging.PageFact fact, Subject.Brief brief, String name) {}
