/*
 * Runs a program and says how long it took from fork to exit (nanoseconds), its peak memory (ru_maxrss of wait4, KiB) and its exit code.
 * A program of its own because Linux counts what the parent had in memory until the child's exec into the child's ru_maxrss: a managed parent
 * would be most of every figure. Its own is the floor of all of them, below 2 MiB.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    struct timespec begin, end;
    struct rusage usage;
    int status, output, error;
    pid_t child;

    if (count < 3)
        return 2;
    output = open("/dev/null", O_WRONLY);
    error = open(arguments[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    child = fork();
    if (child == 0) {
        dup2(output, STDOUT_FILENO);
        dup2(error, STDERR_FILENO);
        execv(arguments[2], arguments + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return 1;
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%lld %ld %d\n", (end.tv_sec - begin.tv_sec) * 1000000000LL + (end.tv_nsec - begin.tv_nsec), usage.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
