<#
.SYNOPSIS
Builds a release of DeAI Desktop on a Windows machine, from CPython as the Python Software Foundation publishes it.

.DESCRIPTION
1. Checks the Authenticode signature of python.exe and of every DLL and extension module of that Python, and refuses to
   go on where one is missing, broken, or somebody else's.
2. Writes down path, hash and certificate of each (windows-python.json): the proof of origin in the bill of materials.
3. Installs the pinned wheels by hash into an environment of their own, and freezes the program.

The build becomes a release only if the origin of all its parts is proven and the checkout holds no change that no commit
holds; `python -m installer check` looks again. Nothing here can make a release of anything else.

.PARAMETER Python
The folder of CPython 3.11 x64, installed from python.org for this user or for all.

.PARAMETER LlamaWheel
The wheel that `python -m installer llama-wheel` made on Linux.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File installer\release.ps1 -Python "$env:LOCALAPPDATA\Programs\Python\Python311" -LlamaWheel llama_cpp_python-0.3.36-py3-none-win_amd64.whl
#>
param(
    [Parameter(Mandatory)] [string] $Python,
    [Parameter(Mandatory)] [string] $LlamaWheel
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$build = if ($env:DEAI_WINE) { $env:DEAI_WINE } else { Join-Path $env:LOCALAPPDATA 'deai-desktop-build' }
$env:DEAI_WINE = $build
$publishers = 'Python Software Foundation', 'Microsoft Corporation'  # Microsoft signed the C runtime in it

function Test-Publisher([string] $subject) {
    return $subject -match ('(^|, )O=(' + (($publishers | ForEach-Object { [regex]::Escape($_) }) -join '|') + ')(,|$)')
}

function Invoke-Checked([string] $program, [string[]] $arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program $($arguments -join ' ') failed ($LASTEXITCODE)" }
}

$folder = (Resolve-Path $Python).Path.TrimEnd('\')
$exe = Join-Path $folder 'python.exe'
$files = @(Get-ChildItem -Path $folder -File | Where-Object Extension -in '.exe', '.dll') +
         @(Get-ChildItem -Path (Join-Path $folder 'DLLs') -File | Where-Object Extension -in '.pyd', '.dll')
$record = foreach ($file in $files) {
    $signature = Get-AuthenticodeSignature -LiteralPath $file.FullName
    $certificate = $signature.SignerCertificate
    $signer = if ($certificate) { $certificate.Subject } else { '' }
    if ($signature.Status -ne 'Valid' -or -not (Test-Publisher $signer)) {
        throw "$($file.FullName): signature $($signature.Status) by '$signer'. This is not the Python that python.org publishes: nothing was built."
    }
    [pscustomobject]@{
        path = $file.FullName.Substring($folder.Length + 1)
        sha256 = (Get-FileHash -Algorithm SHA256 -LiteralPath $file.FullName).Hash
        status = [string] $signature.Status
        signer = $signer
        thumbprint = $certificate.Thumbprint
    }
}
$version = & $exe -c 'import platform; print(platform.python_version())'
if ($version -notlike '3.11.*') { throw "Python $version was given; the pins are for 3.11." }

New-Item -ItemType Directory -Force -Path $build, (Join-Path $build 'llama') | Out-Null
[pscustomobject]@{ version = $version; folder = $folder; files = @($record) } |
    ConvertTo-Json -Depth 4 | Set-Content -Encoding UTF8 (Join-Path $build 'windows-python.json')
Write-Host "$($record.Count) files of CPython $version are signed by their publishers."

$wheel = (Resolve-Path $LlamaWheel).Path
Remove-Item (Join-Path $build 'llama\*.whl') -ErrorAction SilentlyContinue
Copy-Item $wheel (Join-Path $build 'llama')
$environment = Join-Path $build 'environment'
Invoke-Checked $exe @('-m', 'venv', '--clear', $environment)
$own = Join-Path $environment 'Scripts\python.exe'
Invoke-Checked $own @('-m', 'pip', 'install', '--no-deps', '--only-binary', ':all:', '--require-hashes',
                      '-r', (Join-Path $PSScriptRoot 'pins\windows.txt'))
Invoke-Checked $own @('-m', 'pip', 'install', '--no-deps', '--no-index', $wheel)
Push-Location $root
try { Invoke-Checked $own @('-m', 'installer', 'freeze') } finally { Pop-Location }
