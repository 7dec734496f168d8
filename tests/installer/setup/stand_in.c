/* Stands in for the frozen program where only the setup is tested: quick to build, small, and it answers to the commands
 * that the setup knows. Compiled twice: as the window and as the command line. */
#include <windows.h>
#include <shlobj.h>
#include <shellapi.h>
#include <stdio.h>
#include <wchar.h>

#define QUIT L"Local\\deai-stand-in-quit"
#define ALIVE L"Local\\deai-stand-in-alive"

static void path_below(int place, const wchar_t *name, wchar_t *path)
{
    SHGetFolderPathW(NULL, place, NULL, 0, path);
    wcscat(path, name);
}

#ifdef WINDOW
/* Write what the window was started with where the test can read it, then live until somebody says quit. */
static int window(int count, wchar_t **arguments)
{
    wchar_t path[MAX_PATH];
    HANDLE quit = CreateEventW(NULL, TRUE, FALSE, QUIT), alive = CreateMutexW(NULL, TRUE, ALIVE);
    path_below(CSIDL_LOCAL_APPDATA, L"\\deai-desktop", path);
    CreateDirectoryW(path, NULL);
    wcscat(path, L"\\started.txt");
    FILE *file = _wfopen(path, L"w, ccs=UTF-8");
    if (!file) return 1;
    fwprintf(file, L"%hs", VERSION);
    for (int i = 1; i < count; i++) fwprintf(file, L"|%ls", arguments[i]);
    fclose(file);
    WaitForSingleObject(quit, 60000);
    ReleaseMutex(alive);
    return 0;
}

int wmain(int count, wchar_t **arguments)
{
    return window(count, arguments);
}
#else
static int quit(void)
{
    HANDLE event = OpenEventW(EVENT_MODIFY_STATE, FALSE, QUIT), alive = OpenMutexW(SYNCHRONIZE, FALSE, ALIVE);
    if (!event || !alive) return 0;
    if (GetEnvironmentVariableW(L"DEAI_STUBBORN", NULL, 0)) return 1;
    SetEvent(event);
    return WaitForSingleObject(alive, 10000) == WAIT_TIMEOUT;
}

static int remove_data(void)
{
    wchar_t path[MAX_PATH + 1] = L"";
    path_below(CSIDL_LOCAL_APPDATA, L"\\deai-desktop", path);
    path[wcslen(path) + 1] = 0;
    SHFILEOPSTRUCTW what = {.wFunc = FO_DELETE, .pFrom = path, .fFlags = FOF_NO_UI};
    return SHFileOperationW(&what);
}

/* Keep a file open: others may read it, but not rename it. */
static int hold(const wchar_t *path)
{
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return 1;
    printf("held\n");
    fflush(stdout);
    Sleep(60000);
    return 0;
}

int wmain(int count, wchar_t **arguments)
{
    const wchar_t *verb = count > 1 ? arguments[1] : L"";
    if (!wcscmp(verb, L"--version")) return printf("%s\n", VERSION) < 0;
    if (!wcscmp(verb, L"quit")) return quit();
    if (!wcscmp(verb, L"remove-data")) return remove_data();
    if (!wcscmp(verb, L"hold") && count > 2) return hold(arguments[2]);
    return 2;
}
#endif
