<?php

declare(strict_types=1);

namespace Storefort;

/** The release that a command works with: `<root>/srv/storefort/releases/<sha256>`, or `…/current`. */
final class ReleaseFolder
{
    private function __construct(public readonly string $path, public readonly string $root)
    {
    }

    /** @param list<string> $arguments of the command, its own name first */
    public static function of(array $arguments): self
    {
        $path = realpath($arguments[1] ?? '');
        if ($path === false || !is_file("$path/wp-config.php") || !is_file("$path/wordpress/wp-load.php")) {
            fwrite(STDERR, 'usage: ' . basename($arguments[0]) . " RELEASE-FOLDER, which holds wp-config.php and wordpress\n");
            exit(2);
        }
        return new self($path, rtrim(dirname($path, 4), '/'));
    }

    /** To be required in the global scope: WordPress and its plugins expect their variables there. */
    public function loader(): string
    {
        // Plugins build addresses from these, and some read them unasked.
        $_SERVER += [
            'HTTPS' => 'on',
            'REQUEST_METHOD' => 'GET',
            'REQUEST_URI' => '/',
            'SERVER_PROTOCOL' => 'HTTP/1.1',
            'REMOTE_ADDR' => '127.0.0.1',
        ];
        $_SERVER['HTTP_HOST'] = (string) parse_url(Site::read($this->root)->shopUrl, PHP_URL_HOST);
        return "$this->path/wordpress/wp-load.php";
    }
}
