import contextlib, io, os, time, traceback
def test_explore(visitors, staged, house):
    os.makedirs("/tmp/jx", exist_ok=True)
    ns = dict(visitors=visitors, staged=staged, house=house)
    open("/tmp/jx/ready","w").write(house.url)
    while not os.path.exists("/tmp/jx/stop"):
        if os.path.exists("/tmp/jx/cmd.py"):
            src=open("/tmp/jx/cmd.py").read(); os.remove("/tmp/jx/cmd.py")
            out=io.StringIO()
            with contextlib.redirect_stdout(out):
                try: exec(compile(src,"cmd","exec"), ns)
                except BaseException: traceback.print_exc(file=out)
            open("/tmp/jx/res.tmp","w").write(out.getvalue()); os.rename("/tmp/jx/res.tmp","/tmp/jx/res.txt")
        time.sleep(0.1)
    visitors.faults.clear()
