<?php

declare(strict_types=1);

namespace Storefort;

/**
 * One of all hosts does something at a time. The lock belongs to a connection of its own: it is freed when that ends, however the
 * program ends.
 */
final class DatabaseLock
{
    private function __construct(private readonly \mysqli $connection, private readonly string $name)
    {
    }

    /**
     * @return self|null null when somebody else holds it for longer than that
     * @throws NotReady when the database cannot be reached
     */
    public static function take(string $root, string $purpose, int $waitSeconds): ?self
    {
        $file = RunFile::read($root, 'database.json');
        // Names of locks are shared by all schemas of a server, and have at most 64 characters.
        $name = substr("storefort-$purpose-" . $file->text('dbname'), 0, 64);
        $connection = self::connect($file);
        $taken = $connection->execute_query('SELECT GET_LOCK(?, ?)', [$name, $waitSeconds]);
        if ($taken instanceof \mysqli_result && (int) ($taken->fetch_row()[0] ?? 0) === 1) {
            return new self($connection, $name);
        }
        $connection->close();
        return null;
    }

    public function free(): void
    {
        $this->connection->execute_query('SELECT RELEASE_LOCK(?)', [$this->name]);
        $this->connection->close();
    }

    private static function connect(RunFile $file): \mysqli
    {
        mysqli_report(MYSQLI_REPORT_OFF);
        $connection = mysqli_init();
        $flags = MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT;
        [$host, $user, $password, $schema] = array_map(
            static fn (string $name): string => $file->text($name),
            ['host', 'username', 'password', 'dbname'],
        );
        if ($connection === false
            || !@$connection->real_connect($host, $user, $password, $schema, (int) $file->text('port'), null, $flags)) {
            throw new NotReady('the database cannot be reached: error ' . mysqli_connect_errno());
        }
        return $connection;
    }
}
