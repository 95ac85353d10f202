<?php

declare(strict_types=1);

namespace Storefort;

/**
 * The table of the doors, asked about what WordPress resolved. Its data is generated from lib/doors; the first row that matches and
 * applies decides, and nothing is let through for want of a row.
 */
final class Guard
{
    /** Not in any pattern, so that it can delimit all. */
    private const DELIMITER = "\x01";

    /** @param array<string, mixed> $data of generated/guard.json */
    public function __construct(private readonly array $data, private readonly Door $door, private readonly Caller $caller)
    {
    }

    /** @throws NotReady */
    public static function read(Context $context, Caller $caller): self
    {
        $text = @file_get_contents($context->site->bundle() . '/generated/guard.json');
        $data = $text === false ? null : json_decode($text, true);
        if (!is_array($data) || !isset($data['rest'], $data['query'], $data['paths'])) {
            throw new NotReady('generated/guard.json of the bundle cannot be read');
        }
        return new self($data, $context->door, $caller);
    }

    public function allowsRest(string $route, string $method): bool
    {
        return $this->door === Door::Inside || $this->restRow($route, $method) !== null;
    }

    /** False when no method and no credential would get this route through: known before anybody has signed in. */
    public function mayAllowRest(string $route): bool
    {
        $resolved = strtolower(rtrim($route, '/'));
        foreach ($this->data['rest'] as $row) {
            if ($this->matches($row, $resolved)) {
                if ($row[$this->door->name()] !== []) {
                    return true;
                }
                if (!isset($row['integration'])) {
                    return false;
                }
            }
        }
        return $this->door === Door::Inside;
    }

    /** The integration whose row lets this dispatch through, if one does. */
    public function restIntegration(string $route, string $method): ?array
    {
        return $this->restRow($route, $method)['integration'] ?? null;
    }

    public function allowsQuery(string $name, string $value, string $method): bool
    {
        if ($this->door === Door::Inside) {
            return true;
        }
        foreach ($this->data['query'] as $row) {
            if ($this->matches($row, strtolower("$name=$value"))) {
                return $this->lists($row, $method);
            }
        }
        return false;
    }

    /**
     * What nginx let through under a condition that it cannot judge: an action, wherever it was sent, or where an integration calls
     * from. Scripts check credentials themselves, after this.
     */
    public function allowsPath(string $row, string $action, string $method): bool
    {
        $path = $this->data['paths'][$row] ?? null;
        if ($path === null || $this->door === Door::Inside) {
            return true;
        }
        $applies = isset($path['actions']) ? in_array($action, $path['actions'], true) : $this->caller->isNear($path['integration']);
        return $applies || $this->lists($path['otherwise'], $method);
    }

    public function pathIntegration(string $row): ?array
    {
        return $this->data['paths'][$row]['integration'] ?? null;
    }

    /** Whether some integration signs in with this kind of credential. */
    public function expects(string $credential): bool
    {
        foreach ([...$this->data['rest'], ...array_values($this->data['paths'])] as $row) {
            if (($row['integration']['credential'] ?? null) === $credential) {
                return true;
            }
        }
        return false;
    }

    /** @return array<string, mixed>|null the row that lets it through */
    private function restRow(string $route, string $method): ?array
    {
        $resolved = strtolower(rtrim($route, '/'));
        foreach ($this->data['rest'] as $row) {
            if (!$this->matches($row, $resolved)) {
                continue;
            }
            $listed = $this->lists($row, $method);
            if (!isset($row['integration'])) {
                return $listed ? $row : null;
            }
            if ($listed && $this->caller->is($row['integration'])) {
                return $row;
            }
        }
        return null;
    }

    /** @param array<string, mixed> $row */
    private function matches(array $row, string $text): bool
    {
        return preg_match(self::DELIMITER . $row['pattern'] . self::DELIMITER . 'iD', $text) === 1;
    }

    /** @param array<string, mixed> $row */
    private function lists(array $row, string $method): bool
    {
        return in_array(strtoupper($method), $row[$this->door->name()] ?? [], true);
    }
}
