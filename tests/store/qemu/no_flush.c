/* A disk that says "written" and is not: the flushes of a program do nothing. For LD_PRELOAD; a negative control. */
int fsync(int file) { return file < 0 ? -1 : 0; }
int fdatasync(int file) { return file < 0 ? -1 : 0; }
