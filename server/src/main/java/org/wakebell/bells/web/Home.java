package org.wakebell.bells.web;

import java.util.List;
import org.wakebell.bells.agent.AgentFact;
import org.wakebell.bells.agent.Agents;

/**
 * One home agent on the screen. Public for the template.
 *
 * @param owner their name
 * @param found sirens that it saw and that are not set up yet
 */
public record Home(AgentFact agent, String owner, List<Agents.Device> found) {}
