<?php

declare(strict_types=1);

namespace Storefort;

/** One JSON file of the running host, below <root>/run/storefort: an object of text values, some of them objects again. */
final class RunFile
{
    /** @param array<string, mixed> $values */
    private function __construct(private readonly string $name, private readonly array $values)
    {
    }

    /** @throws NotReady when it is missing or not an object; its contents are never repeated: they may be secret */
    public static function read(string $root, string $name): self
    {
        $text = @file_get_contents("$root/run/storefort/$name");
        if ($text === false) {
            throw new NotReady("run/storefort/$name cannot be read");
        }
        $values = json_decode($text, true);
        if (!is_array($values)) {
            throw new NotReady("run/storefort/$name is not a JSON object");
        }
        return new self($name, $values);
    }

    /** @throws NotReady when the value is missing, empty, or no text and no number */
    public function text(string ...$path): string
    {
        $value = $this->at($path);
        if ((!is_string($value) && !is_int($value)) || $value === '') {
            throw new NotReady("run/storefort/$this->name lacks " . implode('.', $path));
        }
        return (string) $value;
    }

    public function optional(string ...$path): ?string
    {
        $value = $this->at($path);
        return is_string($value) && $value !== '' ? $value : null;
    }

    /** @param array<string> $path */
    private function at(array $path): mixed
    {
        $value = $this->values;
        foreach ($path as $key) {
            $value = is_array($value) ? ($value[$key] ?? null) : null;
        }
        return $value;
    }
}
