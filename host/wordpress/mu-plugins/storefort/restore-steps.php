<?php

declare(strict_types=1);

namespace Storefort;

/** What a restored shop is told of the time its database has lost, from lines of the journal: see `storefort restore`. */
final class RestoreSteps
{
    private const USAGE = "usage: erasures RECOVERY-POINT-TIME LINES | order-id LINES\n"
        . "  LINES are lines of the journal, packed with gzip and base64url; see storefort restore --help\n";

    /** Once they are unpacked, in bytes: many times what one session brings. */
    private const MOST = 4_000_000;

    /** @param list<string> $arguments */
    public static function command(array $arguments): int
    {
        [$step, $second, $third] = [...$arguments, '', '', ''];
        $packed = $step === 'erasures' ? $third : $second;
        $until = $step === 'erasures' ? self::instant($second) : 0;
        $lines = self::unpacked($packed);
        if (!in_array($step, ['erasures', 'order-id'], true) || $until === null || $lines === null) {
            fwrite(STDERR, self::USAGE);
            return 2;
        }
        $events = array_map([JournalLine::class, 'read'], $lines);
        $strange = count($events) - count($events = array_filter($events));
        $sound = $step === 'erasures' ? self::erase($events, $until) : self::raise($events);
        if ($strange > 0) {
            fwrite(STDERR, "$strange lines are not this shop's: forged, changed, or sealed with salts of another time; nothing was done for them\n");
        }
        return $sound && $strange === 0 ? 0 : 1;
    }

    /** @param array<array<string, mixed>> $events */
    private static function erase(array $events, int $until): bool
    {
        $erasures = new Erasures($until);
        $counts = [];
        foreach ($events as $event) {
            if ($event['event'] !== 'erased') {
                continue;
            }
            try {
                $outcome = $erasures->replay($event);
            } catch (\Throwable $problem) {
                $outcome = 'failed';
                error_log(sprintf('storefort restore-failed %s at %s:%d', $problem::class, $problem->getFile(), $problem->getLine()));
            }
            echo "$event[what] $event[id]: $outcome\n";
            $counts[$outcome] = ($counts[$outcome] ?? 0) + 1;
        }
        echo 'erasures: ', implode(', ', array_map(static fn ($what, $count) => "$count $what", array_keys($counts), $counts)) ?: 'none', "\n";
        return !isset($counts['failed']);
    }

    /** @param array<array<string, mixed>> $events */
    private static function raise(array $events): bool
    {
        $ids = array_map(static fn (array $event): int => (int) ($event['order'] ?? 0), $events);
        if (max([0, ...$ids]) === 0) {
            fwrite(STDERR, "no line names an order, so the next order's id stays as it is\n");
            return false;
        }
        [$before, $after] = OrderIds::raiseAbove(max($ids));
        echo $after > $before ? "the next order's id was $before and is $after\n" : "the next order's id is $after already\n";
        return true;
    }

    /** @return list<string>|null */
    private static function unpacked(string $packed): ?array
    {
        $zipped = base64_decode(strtr($packed, '-_', '+/'), true);
        $text = $zipped === false || $zipped === '' ? false : @gzdecode($zipped, self::MOST);
        return $text === false || $text === '' ? null : explode("\n", $text);
    }

    private static function instant(string $text): ?int
    {
        $time = \DateTimeImmutable::createFromFormat('!Y-m-d\TH:i:s\Z', $text, new \DateTimeZone('UTC'));
        return $time === false ? null : $time->getTimestamp();
    }
}
