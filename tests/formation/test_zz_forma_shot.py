import subprocess, pytest
from tests import make
from tests.formation import forming
from tuquan.formation.services import *
from tuquan.formation.models import Dossier
@pytest.mark.django_db(transaction=True)
def test_shot(live_server):
    world = make.world()
    here = forming.office(world)
    groups = forming.proposed(here, 60)
    [working] = make.groups(world.other_area)
    make.leader(working)
    committee, front = forming.peoples_committee(here), forming.front_of_area(here)
    one, two = open_dossiers(here.area_head, here.adoption, groups[:2])
    m = forming.elected(here, one.group, "Trần Đình Bảy", "Phan Thị Hạnh")
    link_meeting(here.area_head, one, m)
    forming.issued(here.area_head, draft_request(here.area_head, one), front)
    import os
    three = open_dossier(here.officer, here.adoption, working, "recognise_head")
    make.adoption(world.commune, make.S1)
    from tuquan.accounts.models import Account
    acc = Account.objects.get(pk=here.officer.user_id); head = Account.objects.get(pk=here.area_head.user_id)
    ck = make.client(acc).cookies["sessionid"].value; ck2 = make.client(head).cookies["sessionid"].value
    base = live_server.url + "/"
    from django.urls import reverse
    u=lambda n,*a: live_server.url+reverse("formation:"+n,args=a)
    rows=[("idx",u("dossiers"),ck),("one",u("dossier",one.pk),ck),("two",u("dossier",two.pk),ck),("three",u("dossier",three.pk),ck),("head",u("dossier",one.pk),ck2)]
    import json
    json.dump({"base":live_server.url,"rows":rows}, open("/tmp/forma-shots.json","w"))
    out=subprocess.run([".venv/bin/python","/tmp/forma_pw.py"],capture_output=True,text=True,timeout=200)
    print(out.stdout,out.stderr)
    d = draft_decision(here.officer,[Dossier.objects.get(pk=one.pk)])
    forming.issued(here.officer, d, committee)
    json.dump({"base":live_server.url,"rows":[("done",u("dossier",one.pk),ck)]}, open("/tmp/forma-shots.json","w"))
    out=subprocess.run([".venv/bin/python","/tmp/forma_pw.py"],capture_output=True,text=True,timeout=200)
    print(out.stdout,out.stderr)
