@echo off
rem The command `fovea` for Windows: finds a JDK, builds once where it lies among the sources, and runs dev.fovea.cli.Main.
rem   JAVA_HOME            the JDK to use, if it is new enough; else that in PATH, else one in the usual places
rem   FOVEA_JAVA_OPTIONS   more options for Java, such as -Xmx4g
rem
rem No variable that may hold a path or an argument is expanded between parentheses: one with a parenthesis of its own, as
rem in "Program Files (x86)", would end the block. A test holds the options for Java to those of the other launcher.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "JDK="
set "SEEN="
set "COMPILER="
if exist "%HERE%pom.xml" set "COMPILER=yes"
if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%J in ('where java 2^>nul') do if not defined JDK for %%D in ("%%~dpJ..") do call :try "%%~fD"
if not defined JDK for /d %%D in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\scoop\apps\*jdk*\current") do if not defined JDK call :try "%%~fD"
if not defined JDK goto nojdk
if defined COMPILER goto checkout
set "LIBRARY=%HERE%..\lib"
if exist "%LIBRARY%" goto run
echo fovea: found neither lib nor pom.xml near "%HERE%": the release or the checkout is incomplete. 1>&2
exit /b 1

:checkout
call :library
if defined LIBRARY goto run
call :build || exit /b 1
call :library

:run
set "COMMAND="
call :command %*
set "KIND=plain"
for %%C in (train evaluate predict inspect explain compare report exec shell doctor bench) do if /i "%COMMAND%"=="%%C" set "KIND=compute"
set "CACHE=%LOCALAPPDATA%\fovea"
if not exist "%CACHE%" mkdir "%CACHE%" 2>nul
set OPTIONS=-XX:-UsePerfData -Xshare:auto -Djava.awt.headless=true -Dpicocli.disable.closures=true
set "ARCHIVE=%CACHE%\classes-%KIND%.jsa"
if "%KIND%"=="compute" set "ARCHIVE=%CACHE%\classes-%COMMAND%.jsa"
if not defined COMMAND set "ARCHIVE=%CACHE%\classes-help.jsa"
rem The archive of a run that failed early holds few classes: one that succeeded leaves the mark.
if not exist "%ARCHIVE%.whole" del "%ARCHIVE%" 2>nul
if exist "%CACHE%" set OPTIONS=%OPTIONS% -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%ARCHIVE%" "-Dfovea.classes=%ARCHIVE%" -Xlog:disable -Xlog:all=error:stderr -Xlog:cds*=off:stderr -Xlog:aot*=off:stderr
if "%KIND%"=="compute" goto compute
"%JDK%\bin\java.exe" %OPTIONS% -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %FOVEA_JAVA_OPTIONS% -cp "%LIBRARY%\*" dev.fovea.cli.Main %*
exit /b %ERRORLEVEL%

:compute
set OPTIONS=%OPTIONS% -XX:+UseG1GC -XX:G1HeapRegionSize=1m -XX:InitialRAMPercentage=0.25 --add-modules jdk.incubator.vector -XX:CompileCommand=quiet
set OPTIONS=%OPTIONS% -XX:CompileCommand=CompileThresholdScaling,dev.fovea.kernel.vector.*::*,0.0005 -XX:CompileCommand=BackgroundCompilation,dev.fovea.kernel.vector.*::*,false
set OPTIONS=%OPTIONS% -XX:CompileCommand=CompileThresholdScaling,dev.fovea.kernel.scalar.*::*,0.0005 -XX:CompileCommand=BackgroundCompilation,dev.fovea.kernel.scalar.*::*,false
set OPTIONS=%OPTIONS% -XX:CompileCommand=CompileThresholdScaling,dev.fovea.device.cpu.*::*,0.01 -XX:CompileCommand=CompileThresholdScaling,dev.fovea.device.cpu.Execution::*,0.1
set OPTIONS=%OPTIONS% -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000
set OPTIONS=%OPTIONS% -XX:CompileCommand=CompileThresholdScaling,jdk.incubator.vector.*::*,0.1
set OPTIONS=%OPTIONS% -XX:CompileCommand=CompileThresholdScaling,sun.security.provider.DigestBase::*,0.001
set OPTIONS=%OPTIONS% -XX:CompileCommand=MaxNodeLimit,dev.fovea.device.cpu.*::*,11000 -XX:CompileCommand=MaxNodeLimit,jdk.incubator.vector.*::*,1 -XX:CompileCommand=MaxNodeLimit,jdk.internal.vm.vector.*::*,1
set OPTIONS=%OPTIONS% -XX:CompileCommand=dontinline,dev.fovea.kernel.vector.Vector*::*
if exist "%LIBRARY%\directives.json" set OPTIONS=%OPTIONS% -XX:+UnlockDiagnosticVMOptions "-XX:CompilerDirectivesFile=%LIBRARY%\directives.json" -XX:+DisplayVMOutputToStderr
if %NUMBER_OF_PROCESSORS% LSS 4 set OPTIONS=%OPTIONS% -XX:CICompilerCount=3
set OPTIONS=%OPTIONS% -XX:ProfileMaturityPercentage=1 -XX:-UseDynamicNumberOfCompilerThreads
if /i not "%COMMAND%"=="exec" if /i not "%COMMAND%"=="shell" set OPTIONS=%OPTIONS% -XX:-UseOnStackReplacement
rem What Java itself says waits in a file, for its lines about the incubating module and the directives are no news; our
rem messages go to the console. Whatever else the file holds is shown at the end.
set "SAID=%TEMP%\fovea-%RANDOM%%RANDOM%.txt"
"%JDK%\bin\java.exe" %OPTIONS% -Dfovea.stderr=CON %FOVEA_JAVA_OPTIONS% -cp "%LIBRARY%\*" dev.fovea.cli.Main %* 2>"%SAID%"
set "CODE=%ERRORLEVEL%"
findstr /v /b /c:"WARNING: Using incubator modules: " /c:"1 compiler directives added" "%SAID%" 1>&2
del "%SAID%" 2>nul
exit /b %CODE%

:nojdk
echo fovea: needs a JDK, version 25.0.3 or later.%SEEN% 1>&2
echo fovea: Looked at JAVA_HOME, PATH and the usual folders. Install one, for example from https://adoptium.net, and set JAVA_HOME to its folder. 1>&2
exit /b 1

rem The first argument that is no option; help is for people, and quick.
:command
if "%~1"=="" exit /b 0
set "ARGUMENT=%~1"
if "%ARGUMENT%"=="-h" exit /b 0
if "%ARGUMENT%"=="--help" exit /b 0
if not "%ARGUMENT:~0,1%"=="-" set "COMMAND=%ARGUMENT%"
if defined COMMAND exit /b 0
shift
goto command

:library
set "LIBRARY="
for /d %%D in ("%HERE%cli\target\fovea-*") do for /d %%E in ("%%D\fovea-*") do if exist "%%E\lib" set "LIBRARY=%%E\lib"
exit /b 0

:build
where mvn >nul 2>nul
if errorlevel 1 goto nomaven
echo fovea: building, this once; Maven may have to download libraries ... 1>&2
pushd "%HERE%"
call mvn -B -q -DskipTests -pl cli -am package 1>&2
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" echo fovea: the build failed; what Maven said is above. If it could not download: is there a network? 1>&2
exit /b %CODE%

:nomaven
echo fovea: has to be built once, and Maven (mvn) is not in PATH. Install it from https://maven.apache.org, or use a release: it needs no Maven. 1>&2
exit /b 1

rem Takes the JDK %1 if it is 25.0.3 or later and has what is needed; else remembers what it is for the message.
:try
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "VERSION="
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "VERSION=%%~V"
if not defined VERSION exit /b 0
set "MAJOR=0"
set "UPDATE=0"
for /f "tokens=1,3 delims=.-+_" %%A in ("%VERSION%") do set "MAJOR=%%A" & set "UPDATE=%%B"
if "%UPDATE%"=="" set "UPDATE=0"
set "WHY=too old"
if %MAJOR% LSS 25 goto refused
if %MAJOR% EQU 25 if %UPDATE% LSS 3 goto refused
set "WHY=it lacks the module jdk.incubator.vector"
findstr /b "MODULES=" "%~1\release" >nul
if not errorlevel 1 findstr /c:"jdk.incubator.vector" "%~1\release" >nul
if errorlevel 1 findstr /b "MODULES=" "%~1\release" >nul && goto refused
set "WHY=it has no compiler"
if defined COMPILER if not exist "%~1\bin\javac.exe" goto refused
set "JDK=%~1"
exit /b 0
:refused
set "SEEN=%SEEN% Found Java %VERSION% in %~1: %WHY%."
exit /b 0
