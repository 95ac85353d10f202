<?php

declare(strict_types=1);

namespace Storefort;

/** Runs each event that is due, once. One that fails is logged and does not keep the others from running. */
final class DueEvents
{
    /** @return int how many failed, as an exit code */
    public static function run(): int
    {
        $failed = 0;
        foreach (wp_get_ready_cron_jobs() as $time => $hooks) {
            foreach ($hooks as $hook => $events) {
                foreach ($events as $event) {
                    $failed += self::runOne((int) $time, (string) $hook, $event) ? 0 : 1;
                }
            }
        }
        return min($failed, 1);
    }

    /** @param array<string, mixed> $event */
    private static function runOne(int $time, string $hook, array $event): bool
    {
        // Before it runs, so that one that ends the program is not tried for ever.
        if (is_string($event['schedule'])) {
            wp_reschedule_event($time, $event['schedule'], $hook, $event['args']);
        }
        wp_unschedule_event($time, $hook, $event['args']);
        try {
            do_action_ref_array($hook, $event['args']);
            return true;
        } catch (\Throwable $problem) {
            error_log(sprintf('storefort cron-failed %s %s at %s:%d', $hook, $problem::class, $problem->getFile(), $problem->getLine()));
            return false;
        }
    }
}
